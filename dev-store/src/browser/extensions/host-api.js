/** What an extension may ask of the page it stands on. */
export function hostApi(setup, section) {
  const key = (name) => `extension:${setup.storageKey}:${name}`;
  let token = null;
  return {
    async sessionToken() {
      // The platform hands out one token until it is nearly over.
      if (!token || token.until < Date.now())
        token = { text: (await post(setup.tokenAddress)).sessionToken, until: Date.now() + 4 * 60_000 };
      return token.text;
    },
    idToken: async () => (await post(setup.tokenAddress)).idToken,
    storageRead: async (name) => JSON.parse(localStorage.getItem(key(name)) ?? "null"),
    storageWrite: async (name, value) => localStorage.setItem(key(name), JSON.stringify(value)),
    storageDelete: async (name) => localStorage.removeItem(key(name)),
    async toast(message, { duration = 5000 }) {
      const shown = document.createElement("p");
      shown.className = "buyer-toast";
      shown.setAttribute("role", "status");
      shown.textContent = message;
      document.body.append(shown);
      setTimeout(() => shown.remove(), duration);
    },
    async navigate(address) {
      const target = followable(address, setup);
      if (target) location.assign(target);
      else console.error(`${section.dataset.handle}: the dev store does not navigate to ${address}`);
    },
  };
}

/** `app:` addresses lead into the app; others only to web pages. */
function followable(address, { appPages }) {
  if (address.startsWith("app:")) return appPages && `${appPages}/${address.slice(4).replace(/^\/+/, "")}`;
  return /^(https?:|mailto:|tel:|\/(?!\/))/.test(address) ? address : null;
}

async function post(address) {
  const response = await fetch(address, { method: "POST" });
  if (!response.ok) throw new Error(`No token: ${response.status}`);
  return response.json();
}
