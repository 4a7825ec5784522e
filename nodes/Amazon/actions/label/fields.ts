import type { INodeProperties } from 'n8n-workflow';

const shipFromValues: INodeProperties[] = [
  { displayName: 'Address Line 1', name: 'addressLine1', type: 'string', default: '', placeholder: 'e.g. Lagerstr. 9', description: 'Street and number' },
  { displayName: 'Address Line 2', name: 'addressLine2', type: 'string', default: '', description: 'May stay empty' },
  { displayName: 'City', name: 'city', type: 'string', default: '', description: 'At most 30 letters' },
  { displayName: 'Country Code', name: 'countryCode', type: 'string', default: 'DE', placeholder: 'e.g. DE', description: 'Two letters' },
  { displayName: 'Email', name: 'email', type: 'string', placeholder: 'name@email.com', default: '', description: "The warehouse's address for the carrier" },
  { displayName: 'Name', name: 'name', type: 'string', default: '', placeholder: 'e.g. Musterladen GmbH', description: 'At most 30 letters' },
  { displayName: 'Phone', name: 'phone', type: 'string', default: '', placeholder: 'e.g. +49 221 00000', description: 'Amazon demands one' },
  { displayName: 'Postal Code', name: 'postalCode', type: 'string', default: '', description: 'Postal code of the warehouse' },
  { displayName: 'State or Province', name: 'stateOrProvinceCode', type: 'string', default: '', description: 'Needed in the UK, US, Canada and China' },
];

/** The parcel, for quotes and labels alike. */
export const parcelFields: INodeProperties[] = [
  {
    displayName: 'Order ID',
    name: 'orderId',
    type: 'string',
    default: '={{ $json.number }}',
    required: true,
    placeholder: 'e.g. 306-1234567-7654321',
    description: "Amazon's order number; for orders imported through Linnworks or Mintsoft it is their channel reference",
  },
  {
    displayName: 'Items',
    name: 'items',
    type: 'json',
    default: '',
    placeholder: 'e.g. [{"orderItemId": "51234567890123", "quantity": 1}]',
    description: 'What is in the parcel, for orders in several parcels. Leave empty for all that is left of the order.',
  },
  { displayName: 'Ship From', name: 'shipFrom', type: 'collection', placeholder: 'Add field', default: {}, description: 'The sender', options: shipFromValues },
  { displayName: 'Weight (Grams)', name: 'weightGrams', type: 'number', typeOptions: { minValue: 0 }, default: 0, description: 'Weight of the parcel' },
  { displayName: 'Length (Cm)', name: 'lengthCm', type: 'number', typeOptions: { minValue: 0, numberPrecision: 1 }, default: 30, description: 'Length of the parcel' },
  { displayName: 'Width (Cm)', name: 'widthCm', type: 'number', typeOptions: { minValue: 0, numberPrecision: 1 }, default: 20, description: 'Width of the parcel' },
  { displayName: 'Height (Cm)', name: 'heightCm', type: 'number', typeOptions: { minValue: 0, numberPrecision: 1 }, default: 10, description: 'Height of the parcel' },
  { displayName: 'Ship Date', name: 'shipDate', type: 'dateTime', default: '', description: 'When the parcel is handed over, no later than the latest ship date. Leave empty for as soon as possible.' },
  {
    displayName: 'Delivery Experience',
    name: 'deliveryExperience',
    type: 'options',
    options: [
      { name: 'No Tracking', value: 'NoTracking' },
      { name: 'Tracked, Adult Signature', value: 'DeliveryConfirmationWithAdultSignature' },
      { name: 'Tracked, Signature', value: 'DeliveryConfirmationWithSignature' },
      { name: 'Tracked, Without Signature', value: 'DeliveryConfirmationWithoutSignature' },
    ],
    default: 'DeliveryConfirmationWithoutSignature',
    description: 'How the parcel is handed to the buyer',
  },
  {
    displayName: 'Pick Up',
    name: 'pickUp',
    type: 'options',
    options: [
      { name: 'Carrier Picks Up', value: 'CarrierWillPickUp' },
      { name: 'No Preference', value: 'NoPreference' },
      { name: 'Seller Drops Off', value: 'ShipperWillDropOff' },
    ],
    default: 'ShipperWillDropOff',
    description: 'How the carrier gets the parcel',
  },
  {
    displayName: 'Label Format',
    name: 'labelFormat',
    type: 'options',
    options: [
      { name: 'PDF', value: 'PDF' },
      { name: 'PNG', value: 'PNG' },
      { name: "The Service's Own", value: 'ShippingServiceDefault' },
      { name: 'ZPL 203 Dpi', value: 'ZPL203' },
      { name: 'ZPL 300 Dpi', value: 'ZPL300' },
    ],
    default: 'PDF',
    description: 'Services without this format are not chosen',
  },
];

/** Which of the offered services is bought. */
export const choiceFields: INodeProperties[] = [
  {
    displayName: 'Service',
    name: 'chooseBy',
    type: 'options',
    options: [
      { name: 'Cheapest', value: 'cheapest' },
      { name: 'Fastest', value: 'fastest', description: 'Earliest latest delivery; the cheaper one of equals' },
      { name: 'This Service', value: 'service' },
    ],
    default: 'cheapest',
    description: 'Which of the services that Amazon offers for this parcel',
  },
  {
    displayName: 'Service ID',
    name: 'serviceId',
    type: 'string',
    default: '',
    displayOptions: { show: { chooseBy: ['service'] } },
    placeholder: 'e.g. DHL_DE_PAKET',
    description: 'As Rate: Get Many shows it',
  },
  { displayName: 'Carrier', name: 'carrier', type: 'string', default: '', placeholder: 'e.g. DHL', description: 'Only services of this carrier. Leave empty for any.' },
  {
    displayName: 'Only Prime Orders',
    name: 'onlyPrime',
    type: 'boolean',
    default: false,
    description: 'Whether to pass over orders that Amazon does not show as Prime. For orders that come from another system, which does not tell.',
  },
  {
    displayName: 'Only Claims Protected',
    name: 'onlyProtected',
    type: 'boolean',
    default: true,
    description: 'Whether to take only services whose late deliveries do not count against the seller',
  },
  {
    displayName: 'Highest Price',
    name: 'highestPrice',
    type: 'number',
    typeOptions: { minValue: 0, numberPrecision: 2 },
    default: 0,
    description: 'Nothing dearer is bought, in the currency of the store; 0 means no limit',
  },
  {
    displayName: 'Seller Inputs',
    name: 'sellerInputs',
    type: 'json',
    default: '',
    placeholder: 'e.g. [{"AdditionalInputFieldName": "…", "AdditionalSellerInput": {…}}]',
    description: 'Values a service asks for (ShipmentLevelSellerInputsList), e.g. customs data. Services that ask for more are left out without them.',
  },
];
