import { improvementsJobs } from "../improvements/jobs.server";
import { marketsJobs } from "../markets/jobs.server";
import { ordersJobs } from "../orders/jobs.server";
import { ordersPersonalData } from "../orders/personal-data-commands.server";
import { parcelsJobs } from "../parcels/jobs.server";
import { parcelsPersonalData } from "../parcels/personal-data-commands.server";
import { providersJobs } from "../providers/jobs.server";
import { shippingJobs } from "../shipping/jobs.server";
import { shopJobs } from "../shop/jobs.server";
import { surveysJobs } from "../surveys/jobs.server";
import { surveysPersonalData } from "../surveys/personal-data-commands.server";
import { ticketsJobs } from "../tickets/jobs.server";
import { ticketsPersonalData } from "../tickets/personal-data-commands.server";
import type { Job } from "./job";
import { parkedJobs } from "./parked-jobs.server";

/** Every job of the app. A domain that keeps buyers' data is named here, too, so that privacy requests reach it. */
export const jobs: readonly Job[] = [
  ...shopJobs({
    personalData: [surveysPersonalData, parcelsPersonalData, ticketsPersonalData, ordersPersonalData],
  }),
  ...ordersJobs,
  ...providersJobs,
  ...parcelsJobs,
  ...surveysJobs,
  ...marketsJobs,
  ...ticketsJobs,
  ...shippingJobs,
  ...improvementsJobs,
  ...parkedJobs,
];
