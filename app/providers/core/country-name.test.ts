import { describe, expect, it } from "vitest";
import { countryOf } from "./country-name";

describe("countryOf", () => {
  it("knows codes, names in several languages, and how trade papers write them", () => {
    const said = [
      "DE",
      "Germany",
      "Deutschland",
      "德国",
      "Congo, DRC",
      "Côte d'Ivoire",
      "Swaziland",
      "uk",
      "UK",
    ];
    expect(said.map(countryOf)).toEqual(["DE", "DE", "DE", "DE", "CD", "CI", "SZ", "GB", "GB"]);
    expect(["Hong Kong", "香港", "Viet Nam", "BU"].map(countryOf)).toEqual(["HK", "HK", "VN", "MM"]);
  });

  it("takes no word for a country that is none", () => {
    expect(["", "Atlantis", "SP", "EU", "ZZ", "Bavaria", "de"].map(countryOf)).toEqual(Array(7).fill(null));
  });
});
