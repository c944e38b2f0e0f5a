import type { Role } from "../core/permissions";

/** Roles from the one that may do most to the one that may do least, with their words. */
export const roleWords = [
  { role: "owner", name: "role.owner", may: "role.ownerMay" },
  { role: "manager", name: "role.manager", may: "role.managerMay" },
  { role: "agent", name: "role.agent", may: "role.agentMay" },
] as const satisfies { role: Role; name: string; may: string }[];
