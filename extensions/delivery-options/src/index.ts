export { cartDeliveryOptionsTransformRun } from "./cart-delivery-options-transform-run";
