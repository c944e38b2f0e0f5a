import { writeExtensions } from "./extension-bundles.ts";

// The dev store serves these; the platform's own tool builds its own from the same sources.
await writeExtensions();
