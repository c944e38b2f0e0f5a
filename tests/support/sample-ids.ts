/** A service that every filled shop has, so that a sample of a form can be sent to something that is there. */
export const sampleServiceId = "0199b6a0-0000-7000-8000-0000000000ce";
