import { ordersJobs } from "../orders/jobs.server";
import { ordersPersonalData } from "../orders/personal-data-commands.server";
import { shopJobs } from "../shop/jobs.server";
import type { Job } from "./job";

/** Every job of the app. A domain that keeps buyers' data is named here, too, so that privacy requests reach it. */
export const jobs: readonly Job[] = [...shopJobs({ personalData: [ordersPersonalData] }), ...ordersJobs];
