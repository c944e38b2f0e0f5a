import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";

/** A 256-bit key and the short name under which sealed values refer to it. */
export type NamedKey = { id: string; bytes: Uint8Array };

const formatVersion = 1;
const ivLength = 12;
const tagLength = 16;

/** Thrown when a value cannot be opened: another key, another place, or damage. Never says what was inside. */
export class UnreadableSeal extends Error {
  constructor(reason: "format" | "key" | "integrity") {
    super(`sealed value unreadable: ${reason}`);
    this.name = "UnreadableSeal";
  }
}

/**
 * Encrypts with AES-256-GCM. `place` (shop, table.column and row) is authenticated with it, so that a value
 * moved to another row or shop does not open there.
 *
 * Layout: version (1 byte) · length of key id (1) · key id · iv (12) · tag (16) · ciphertext.
 */
export function seal(key: NamedKey, place: string, plain: Uint8Array): Uint8Array<ArrayBuffer> {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, iv);
  cipher.setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  const id = Buffer.from(key.id);
  const head = Buffer.from([formatVersion, id.length]);
  return new Uint8Array(Buffer.concat([head, id, iv, cipher.getAuthTag(), body]));
}

/** The id of the key a value was sealed with. Throws UnreadableSeal on anything that is no sealed value. */
export function sealedWith(value: Uint8Array): string {
  const idLength = value[1] ?? 0;
  if (value[0] !== formatVersion || value.length < 2 + idLength + ivLength + tagLength) {
    throw new UnreadableSeal("format");
  }
  return Buffer.from(value.subarray(2, 2 + idLength)).toString();
}

/** Opens a value sealed for the same place with one of the keys. Throws UnreadableSeal. */
export function unseal(keys: readonly NamedKey[], place: string, value: Uint8Array): Buffer {
  const id = sealedWith(value);
  const key = keys.find((candidate) => candidate.id === id);
  if (!key) throw new UnreadableSeal("key");
  const ivAt = 2 + Buffer.byteLength(id);
  const tagAt = ivAt + ivLength;
  const decipher = createDecipheriv("aes-256-gcm", key.bytes, value.subarray(ivAt, tagAt));
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(value.subarray(tagAt, tagAt + tagLength));
  try {
    return Buffer.concat([decipher.update(value.subarray(tagAt + tagLength)), decipher.final()]);
  } catch {
    throw new UnreadableSeal("integrity");
  }
}

/**
 * The value under the first of the keys; null where it is under it already. Throws UnreadableSeal when none of them opens
 * it.
 */
export function reseal(
  keys: readonly NamedKey[],
  place: string,
  value: Uint8Array,
): Uint8Array<ArrayBuffer> | null {
  const plain = unseal(keys, place, value);
  const [current] = keys;
  return !current || sealedWith(value) === current.id ? null : seal(current, place, plain);
}

/**
 * A value to look rows up by without storing the text: HMAC-SHA256 over the NFC, lower-cased text.
 * The same text under another key gives another index, so shops cannot be compared.
 */
export function blindIndex(key: NamedKey, purpose: string, text: string): Uint8Array<ArrayBuffer> {
  const folded = text.normalize("NFC").toLowerCase().trim();
  return new Uint8Array(createHmac("sha256", key.bytes).update(`${purpose}\0${folded}`).digest());
}
