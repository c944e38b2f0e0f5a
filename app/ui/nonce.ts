import { createContext } from "react";

/** The nonce that the content security policy of this document allows; empty in the browser. */
export const NonceContext = createContext("");
