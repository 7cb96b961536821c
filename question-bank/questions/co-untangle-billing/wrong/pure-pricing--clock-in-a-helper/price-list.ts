/** Which price list holds today. */
export function priceListOf(): number {
  return new Date(Date.now()).getUTCFullYear();
}
