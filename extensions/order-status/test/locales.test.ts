import path from "node:path";
import { describeLocales } from "../../buyer-block/test/locale-rules";

describeLocales(path.resolve(import.meta.dirname, ".."));
