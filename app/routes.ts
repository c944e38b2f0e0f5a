type Route = { path?: string; index?: true; file: string; children?: Route[] };

const routes: Route[] = [
  { index: true, file: "routes/_index.tsx" },
  { path: "auth/*", file: "routes/auth.$.tsx" },
  { path: "api/orders/:id", file: "routes/api.orders.$id.tsx" },
  {
    path: "app",
    file: "routes/app.tsx",
    children: [
      { index: true, file: "routes/app._index.tsx" },
      { path: "messages/retry", file: "routes/app.messages.retry.tsx" },
      { path: "profile/name", file: "routes/app.profile.name.tsx" },
      { path: "team/role", file: "routes/app.team.role.tsx" },
      { path: "parcels", file: "routes/app.parcels.tsx" },
      { path: "parcels/promise", file: "routes/app.parcels.promise.tsx" },
      { path: "parcels/:id", file: "routes/app.parcels.$id.tsx" },
      { path: "quality", file: "routes/app.quality.tsx" },
      { path: "settings", file: "routes/app.settings.tsx" },
      { path: "settings/privacy", file: "routes/app.settings.privacy.tsx" },
      { path: "inbox", file: "routes/app.inbox.tsx" },
      { path: "tickets/:id", file: "routes/app.tickets.$id.tsx" },
      { path: "markets", file: "routes/app.markets.tsx" },
      { path: "markets/:id", file: "routes/app.markets.$id.tsx" },
      { path: "providers", file: "routes/app.providers.tsx" },
      { path: "providers/new", file: "routes/app.providers.new.tsx" },
      { path: "providers/:id", file: "routes/app.providers.$id.tsx" },
      { path: "providers/:id/documents", file: "routes/app.providers.$id.documents.tsx" },
      { path: "providers/:id/decision", file: "routes/app.providers.$id.decision.tsx" },
      { path: "providers/:id/offer-until", file: "routes/app.providers.$id.offer-until.tsx" },
      { path: "shipping", file: "routes/app.shipping.tsx" },
      { path: "shipping/new", file: "routes/app.shipping.new.tsx" },
      { path: "shipping/try", file: "routes/app.shipping.try.tsx" },
      { path: "shipping/handling", file: "routes/app.shipping.handling.tsx" },
      { path: "shipping/:id", file: "routes/app.shipping.$id.tsx" },
      { path: "*", file: "routes/app.$.tsx" },
      { path: "settings/privacy/:id", file: "routes/app.settings.privacy.$id.tsx" },
    ],
  },
];

export default routes;
