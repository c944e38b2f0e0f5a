// The elements both blocks are made of; the thank-you page knows all of them.
import "@shopify/ui-extensions/purchase.thank-you.block.render";
