import { continueIn, install } from "./install.mjs";

install();
continueIn("platform-run.ts");
