import { configure } from "@testing-library/preact";

// The library gives up after a second, which says more about a busy machine than about a block.
configure({ asyncUtilTimeout: 30_000 });
