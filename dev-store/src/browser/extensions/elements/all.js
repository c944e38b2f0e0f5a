import { defineActions } from "./actions.jsx";
import { defineFeedback } from "./feedback.jsx";
import { defineFields } from "./fields.jsx";
import { defineLayout } from "./layout.js";
import { defineText } from "./text.jsx";

/** Defines every element of tags.js for the page. */
export function defineElements() {
  defineLayout();
  defineText();
  defineFeedback();
  defineActions();
  defineFields();
}
