import type { Setting } from './types';

const text = (name: string, value: string, meaning: string): Setting => ({ name, type: 'string', value, meaning });
const number = (name: string, value: number, meaning: string): Setting => ({ name, type: 'number', value, meaning });

/** Sender and parcel of the labels that a flow buys. */
export const PARCEL_SETTINGS: Setting[] = [
  number('pageSize', 50, 'How many orders are read and worked in one go'),
  number('leaseMinutes', 20, 'After how many minutes without a sign of life another run may take over. More than the labels of one page need'),
  text('fromName', '', 'Sender on the label, at most 30 letters'),
  text('fromStreet', '', 'Street and number of the sender'),
  text('fromPostcode', '', 'Postal code of the sender'),
  text('fromCity', '', 'City of the sender'),
  text('fromState', '', 'State or county of the sender, which Amazon demands in the UK, US, Canada and China'),
  text('fromCountry', 'DE', 'Country of the sender in two letters'),
  text('fromPhone', '', 'Phone number of the sender, which Amazon demands'),
  text('fromEmail', '', 'E-mail address of the sender for the carrier'),
  number('weightGrams', 1000, 'Weight of a parcel in grams'),
  number('lengthCm', 30, 'Length of a parcel'),
  number('widthCm', 20, 'Width of a parcel'),
  number('heightCm', 10, 'Height of a parcel'),
  number('highestPrice', 10, 'Nothing dearer is bought, in the currency of the store'),
];
