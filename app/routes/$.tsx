/** Public: an address that is none of ours. Without this route the framework prints it to the console, keys and all. */
export function loader() {
  throw new Response(null, { status: 404 });
}

export default function Nowhere() {
  return null;
}
