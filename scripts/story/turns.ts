/** Days before the first start since which German buyers are written to in German as soon as a parcel is late. */
export const germanMessages = 45;
