import type { MoneySet } from "../shop/money.ts";

/** REST shapes of an order's parts, as webhooks carry them. */
export type Address = {
  first_name: string;
  last_name: string;
  name: string;
  company: null;
  address1: string;
  address2: string | null;
  city: string;
  province: string | null;
  province_code: string | null;
  zip: string;
  country: string;
  country_code: string;
  phone: string | null;
  latitude: null;
  longitude: null;
};

export type LineItem = {
  id: number;
  admin_graphql_api_id: string;
  product_id: number;
  variant_id: number;
  title: string;
  variant_title: string;
  name: string;
  sku: string;
  vendor: string;
  quantity: number;
  current_quantity: number;
  fulfillable_quantity: number;
  fulfillment_status: string | null;
  grams: number;
  price: string;
  price_set: MoneySet;
  requires_shipping: boolean;
  taxable: boolean;
  gift_card: boolean;
  fulfillment_service: string;
  product_exists: boolean;
  properties: [];
  total_discount: string;
  tax_lines: [];
  discount_allocations: [];
  duties: [];
};

export type ShippingLine = {
  id: number;
  title: string;
  code: string;
  source: string;
  carrier_identifier: string | null;
  delivery_category: null;
  phone: null;
  price: string;
  price_set: MoneySet;
  discounted_price: string;
  discounted_price_set: MoneySet;
  is_removed: boolean;
  discount_allocations: [];
  tax_lines: [];
  requested_fulfillment_service_id: null;
};

export type Fulfillment = {
  id: number;
  admin_graphql_api_id: string;
  order_id: number;
  name: string;
  status: string;
  service: string;
  location_id: number;
  created_at: string;
  updated_at: string;
  shipment_status: string | null;
  origin_address: null;
  receipt: Record<string, never>;
  tracking_company: string | null;
  tracking_number: string | null;
  tracking_numbers: string[];
  tracking_url: string | null;
  tracking_urls: string[];
  line_items: LineItem[];
  email?: string | null;
  destination?: Address | null;
};
