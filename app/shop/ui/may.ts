import { can, type Role } from "../core/permissions";

/** Whether a page offers this person the button; the command decides again. */
export const mayRetryDeliveries = (role: Role) => can(role, "deliveries.retry");
export const maySeePrivacy = (role: Role) => can(role, "privacy.view");
