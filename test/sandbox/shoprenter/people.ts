/** Buyers. `first` is the name that comes first in Hungarian, the family name (shoprenter.md §5). */
export interface Person {
  first: string;
  last: string;
  email: string;
  phone: string;
  postcode: string;
  city: string;
  address: string;
  country: number;
  company?: string;
  taxNumber?: string;
}

export const PEOPLE: readonly Person[] = [
  { first: 'Minta', last: 'Anna', email: 'anna@example.com', phone: '+36301234567', postcode: '1011', city: 'Budapest', address: 'Fő utca 1.', country: 97 },
  { first: 'Próba', last: 'Péter', email: 'peter@example.com', phone: '+36201234567', postcode: '4033', city: 'Debrecen', address: 'Teszt utca 5.', country: 97 },
  { first: 'Űrhajós', last: 'Őzike', email: 'ozike@example.com', phone: '+36701234567', postcode: '6720', city: 'Szeged', address: 'Kárász utca 3.', country: 97 },
];
export const FIRM: Person = { ...PEOPLE[1], company: 'Minta Kereskedelmi Kft.', taxNumber: '12345678-2-06' };
export const ABROAD: Person = { first: 'Vzorová', last: 'Jana', email: 'jana@example.com', phone: '+421900123456', postcode: '81101', city: 'Bratislava', address: 'Hlavná 7', country: 189 };
