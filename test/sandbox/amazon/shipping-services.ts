/** Services of the German store; the ids are invented, as the true ones are known only to an account (amazon.md §20.11). */
export interface Service {
  id: string;
  name: string;
  carrier: string;
  cents: number;
  formats: string[];
  maxGrams: number;
  primeReady: boolean;
  needsInputs: boolean;
}

export const SERVICES: Service[] = [
  { id: 'DHL_DE_PAKET', name: 'DHL Paket', carrier: 'DHL', cents: 435, formats: ['PDF', 'PNG', 'ZPL203'], maxGrams: 31_500, primeReady: true, needsInputs: false },
  { id: 'DPD_DE_CLASSIC', name: 'DPD Classic', carrier: 'DPD', cents: 495, formats: ['PDF', 'ZPL203', 'ZPL300'], maxGrams: 20_000, primeReady: true, needsInputs: false },
  { id: 'DHL_DE_WARENPOST', name: 'Warenpost', carrier: 'DHL', cents: 265, formats: ['PDF'], maxGrams: 1_000, primeReady: false, needsInputs: false },
  { id: 'DHL_DE_CUSTOMS', name: 'DHL Paket mit Zollangaben', carrier: 'DHL', cents: 999, formats: ['PDF'], maxGrams: 31_500, primeReady: true, needsInputs: true },
];

export function serviceNamed(id: string): Service | undefined {
  return SERVICES.find((service) => service.id === id);
}

export const INPUT_FIELD = 'CONTENT_DESCRIPTION';

export function inputFields(): Record<string, unknown> {
  return {
    ShipmentLevelFields: [
      {
        AdditionalInputFieldName: INPUT_FIELD,
        SellerInputDefinition: {
          IsRequired: true,
          DataType: 'STRING',
          Constraints: [{ ValidationRegEx: '^.{1,60}$', ValidationString: 'One to sixty characters' }],
          InputDisplayText: 'What is in the parcel',
          InputTarget: 'SHIPMENT_LEVEL',
          StoredValue: { DataType: 'STRING', ValueAsString: '' },
        },
      },
    ],
    ItemLevelFieldsList: [],
  };
}
