import { continueIn, install } from "./install.mjs";

install();
continueIn("verify-run.ts");
