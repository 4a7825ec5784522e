/** Calls an hour, PREMIUM and VIP (unas.md §3). */
export const HOURLY: Readonly<Record<string, readonly [number, number]>> = {
  all: [2_000, 6_000],
  'getOrder single': [1_000, 3_000],
  'getOrder list': [30, 90],
  'getStock single': [1_000, 3_000],
  'getStock list': [30, 90],
  'getProduct single': [1_000, 3_000],
  'getProduct list': [30, 90],
  'setOrder few': [1_000, 3_000],
  'setOrder many': [30, 90],
  'setStock few': [1_000, 3_000],
  'setStock many': [30, 90],
  'setProduct few': [1_000, 3_000],
  'setProduct many': [30, 90],
  getOrderStatus: [30, 90],
  getWarehouse: [30, 90],
  getAutomatism: [0, 90],
  setAutomatism: [0, 90],
};

export const FUNCTIONS = ['getOrder', 'setOrder', 'getOrderStatus', 'getStock', 'setStock', 'getProduct', 'setProduct', 'getWarehouse', 'getAutomatism', 'setAutomatism'] as const;

export const FAILED_LOGINS = 5;
export const FAILURES_IN_A_ROW = 20;
export const UNIDENTIFIED = 10;
