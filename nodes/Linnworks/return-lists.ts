import type { Client } from '../shared/api/client';
import type { Choice } from '../shared/node/lists';
import { v1Request } from './wire';

/** The account's categories of return reasons. */
export async function returnCategoryChoices(client: Client): Promise<Choice[]> {
  const { data } = await client.call<Array<{ CategoryName?: string | null }> | undefined>(v1Request('ProcessedOrders/GetReturnCategories'));
  return (data ?? []).flatMap(({ CategoryName }) => (CategoryName ? [{ name: CategoryName, value: CategoryName }] : []));
}
