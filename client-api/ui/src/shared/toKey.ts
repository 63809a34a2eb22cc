const MAX = 100;

/** A key for addresses from a name: "Remind the customer!" becomes "remind-the-customer". */
export const toKey = (name: string): string =>
  name.normalize('NFKD').toLowerCase().replace(/[\u0300-\u036f]/g, '').replace(/[^a-z0-9._]+/g, '-').replace(/^[^a-z0-9]+|-+$/g, '').slice(0, MAX);

/** An event type from a name: "Order placed" becomes "ORDER_PLACED". */
export const toEventType = (name: string): string => toKey(name).replace(/[^a-z0-9]+/g, '_').toUpperCase().replace(/^[^A-Z]+/, '');
