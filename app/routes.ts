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
      { path: "settings", file: "routes/app.settings.tsx" },
      { path: "settings/privacy", file: "routes/app.settings.privacy.tsx" },
      { path: "*", file: "routes/app.$.tsx" },
      { path: "settings/privacy/:id", file: "routes/app.settings.privacy.$id.tsx" },
    ],
  },
];

export default routes;
