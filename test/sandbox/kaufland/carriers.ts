/** Accepted values of carrier_code, exact spelling (kaufland.md §4.3). */
export const CARRIERS: readonly string[] = [
  'Other', 'Other Hauler', 'AIT Home Delivery', 'Allekurier', 'Amazon Logistics DE (Swiship)', 'Amazon Shipping (IT)', 'Asendia', 'Asendia Germany',
  'Austrian Post', 'Ambro Express', 'Bejot Logistics', 'BRT Bartolini', 'Bursped', 'Cainiao', 'Cargoline', 'Cargo International',
  'China Post', 'Chronopost', 'Chukou1 Logistics', 'Colissimo', 'Colis Prive', 'CNE Express', 'Correos', 'Cubyn',
  'Czech Post', 'Dachser', 'Deutsche Post', 'DHL', 'DHL 2 MH', 'DHL Express', 'DHL Ecommerce', 'DHL Freight',
  'DHL Hong Kong', 'DHL Poland Domestic', 'DPD', 'DPD France', 'DPD Hungary', 'DPD Netherlands', 'DPD Romania', 'DPD Czech Republic',
  'DPD Slovakia', 'DPD Austria', 'DPD UK', 'DPD Poland', 'dtl', 'DSV', 'ECE', 'Emons',
  'Evri', 'Fedex', 'FedEx Poland Domestic', 'Flyt Express', '4PX', 'Gebruder Weiss Germany', 'Gebruder Weiss', 'Geis',
  'Geis Poland', 'GEL', 'Geodis', 'GLS', 'GLS Czech Republic', 'GLS Italy', 'GLS Poland', 'Go Express and Logistics',
  'GOFO', 'Hellmann', 'Hermes', 'Hermes 2 MH', 'Hong Kong Post', 'Hua Han Logistics', 'IDS Logistik', 'Iloxx',
  'Iloxx Spedition', 'InPost', 'Jersey Post', 'Kuehne & Nagel', 'La Poste', 'Liccardi', 'Maersk', 'Mondial Relay',
  'Nexive', 'Nova Post', 'Orlen Paczka', 'Overseas Territory FR EMS', 'Packeta', 'Post Italiane', 'Post Haste', 'PostNL',
  'PostNL 3S', 'Pressio', 'PPL', 'Poland Post', 'Raben Group', 'Redur Spain', 'Rhenus', 'Royal Mail',
  'Royal Shipments', 'Sailpost', 'Schenker', 'Seur', 'SFC Service', 'Slovakia Post', 'Slovak Parcel Service', 'Spring GDS',
  'SGT Corriere Espresso', 'SPT Furniture Logistic', 'SDA', 'Spedition Guettler', 'Siodemka', 'Suus', 'Sunyou', 'TNT',
  'TNT Click', 'TNT France', 'TNT Italy', 'Trans FM', 'trans-o-flex', 'TopTrans', 'UBI Smart Parcel', 'UPS',
  'Wanb Express', 'WeDo Logistics', 'Winit', 'WnDirect', 'XL Courier', 'Yanwen', 'YDH', 'Yun Express',
  'Zufall',
];

/** By name; the vendor tells through isHauler, no public list does. */
const HAULERS = ['Other Hauler', 'Cargoline', 'Dachser', 'DHL 2 MH', 'DHL Freight', 'DSV', 'Emons', 'Geis', 'Hellmann', 'Hermes 2 MH', 'IDS Logistik', 'Kuehne & Nagel', 'Raben Group', 'Rhenus', 'Schenker', 'Zufall'];

/** Only these go without a tracking number (kaufland.md §4.3). */
export const TRACKING_OPTIONAL: readonly string[] = ['Other', 'Other Hauler'];

export function carrierList(): Array<{ name: string; isHauler: boolean }> {
  return CARRIERS.map((name) => ({ name, isHauler: HAULERS.includes(name) }));
}
