/** Every status a parcel's step may have, in REST spelling, with words for pages. */
export const parcelSteps: Record<string, string> = {
  label_printed: "Label printed",
  label_purchased: "Label purchased",
  confirmed: "Confirmed",
  carrier_picked_up: "Picked up by carrier",
  in_transit: "In transit",
  out_for_delivery: "Out for delivery",
  attempted_delivery: "Delivery attempted",
  delayed: "Delayed",
  ready_for_pickup: "Ready for pickup",
  delivered: "Delivered",
  failure: "Failed",
};
