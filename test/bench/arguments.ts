/** The smallest argument object there is. */
export interface Small {
  readonly value: number;
}

/** An argument object as a form or a row gives it. */
export interface Order {
  readonly id: number;
  readonly customer: string;
  readonly product: string;
  readonly quantity: number;
  readonly price: number;
  readonly currency: string;
  readonly isPaid: boolean;
  readonly country: string;
  readonly discount: number;
  readonly note: string;
}

/** A customer's number as text: thirteen characters, made anew and not joined from parts. */
export function customerText(index: number): string {
  return Buffer.from(`customer-${1_000 + index}`).toString('latin1');
}

/** The same order each time, built anew. */
export function order(): Order {
  return {
    id: 42,
    customer: 'customer-1042',
    product: 'umbrella',
    quantity: 3,
    price: 19.9,
    currency: 'EUR',
    isPaid: true,
    country: 'SK',
    discount: 0,
    note: 'leave it at the door',
  };
}
/** A thousand values, made by their index. */
export function thousand<Value>(make: (index: number) => Value): Value[] {
  return Array.from({ length: 1_000 }, (_, index) => make(index));
}

/** The numbers 0 to 999 in an order without locality. */
export function scattered(index: number): number {
  return (index * 7_919) % 1_000;
}

/** Numbers below 2^31 that never repeat and grow in no order: each call gives the next one. */
export function unseen(): () => number {
  let count = 0;
  return () => {
    count += 1;
    // An odd factor permutes the residues of a power of two.
    return Math.imul(count, 0x9e37_79b1) & 0x7fff_ffff;
  };
}
