/** What a staff member may do. The first to open the app after an install is its owner. */
export const roles = ["owner", "manager", "agent"] as const;
export type Role = (typeof roles)[number];

const allowed = {
  "home.view": ["owner", "manager", "agent"],
  "order.view": ["owner", "manager", "agent"],
  "deliveries.retry": ["owner", "manager"],
  "profile.set-name": ["owner", "manager", "agent"],
  "team.view": ["owner", "manager", "agent"],
  "team.change-role": ["owner"],
  "privacy.view": ["owner", "manager"],
  "privacy.download": ["owner", "manager"],
  "markets.view": ["owner", "manager", "agent"],
  "markets.edit": ["owner", "manager"],
  "tickets.view": ["owner", "manager", "agent"],
  "tickets.reply": ["owner", "manager", "agent"],
  "parcels.view": ["owner", "manager", "agent"],
  "parcels.settings": ["owner", "manager"],
  "parcels.claim": ["owner", "manager", "agent"],
  "providers.view": ["owner", "manager", "agent"],
  "providers.edit": ["owner", "manager"],
  "providers.decide": ["owner", "manager"],
  "history.import": ["owner", "manager"],
  "shipping.view": ["owner", "manager", "agent"],
  "shipping.edit": ["owner", "manager"],
  "quality.view": ["owner", "manager", "agent"],
  "quality.download": ["owner", "manager"],
  "actions.view": ["owner", "manager", "agent"],
  "actions.edit": ["owner", "manager"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof allowed;
export const permissions = Object.keys(allowed) as Permission[];

/** Whether a role carries a permission. Pages and commands both ask here. */
export function can(role: Role, permission: Permission): boolean {
  return (allowed[permission] as readonly Role[]).includes(role);
}
