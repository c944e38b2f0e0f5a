import { continueIn, install } from "./install.mjs";

install();
continueIn("demo-run.ts");
