import type { Method } from 'axios';

export interface DataTable {
  id: string;
  name: string;
  columns: Array<{ name: string; type: string }>;
}

export type Row = Record<string, unknown> & { id: number; createdAt: string; updatedAt: string };

export interface RowCondition {
  columnName: string;
  condition: 'eq' | 'neq' | 'like' | 'ilike' | 'gt' | 'gte' | 'lt' | 'lte';
  value: string | number | boolean | null;
}

type Call = <T>(method: Method, path: string, body?: unknown, query?: Record<string, unknown>) => Promise<T>;

const pageSize = 100;

/** Data Tables belong to a project; workflows of the owner use the owner's personal one. */
export class DataTables {
  private projectId?: string;

  constructor(private readonly call: Call) {}

  async list(): Promise<DataTable[]> {
    return await this.all<DataTable>(await this.root());
  }

  /** By exact name: n8n's own look-up by name matches substrings. */
  async find(name: string): Promise<DataTable | undefined> {
    return (await this.list()).find((table) => table.name === name);
  }

  /** Oldest first; an absent table has no rows, because templates create theirs on their first run. */
  async rows(name: string, where: RowCondition[] = []): Promise<Row[]> {
    const table = await this.find(name);
    if (!table) return [];
    const filter = where.length > 0 ? { filter: JSON.stringify({ type: 'and', filters: where }) } : {};
    return await this.all<Row>(`${await this.root()}/${table.id}/rows`, { ...filter, sortBy: 'id:asc' });
  }

  async insert(name: string, data: Array<Record<string, unknown>>): Promise<void> {
    const path = await this.pathOf(name);
    await this.call('POST', `${path}/insert`, { data, returnType: 'count' });
  }

  async updateRows(name: string, where: RowCondition[], data: Record<string, unknown>): Promise<void> {
    await this.call('PATCH', `${await this.pathOf(name)}/rows`, { filter: { type: 'and', filters: where }, data });
  }

  async deleteRows(name: string, where: RowCondition[] = [{ columnName: 'id', condition: 'gte', value: 0 }]): Promise<void> {
    const path = await this.pathOf(name);
    await this.call('DELETE', `${path}/rows`, undefined, { filter: JSON.stringify({ type: 'and', filters: where }) });
  }

  async delete(name: string): Promise<void> {
    await this.call('DELETE', await this.pathOf(name));
  }

  private async pathOf(name: string): Promise<string> {
    const table = await this.find(name);
    if (!table) throw new Error(`There is no data table "${name}".`);
    return `${await this.root()}/${table.id}`;
  }

  private async root(): Promise<string> {
    this.projectId ??= (await this.call<{ id: string }>('GET', '/projects/personal')).id;
    return `/projects/${this.projectId}/data-tables`;
  }

  private async all<T>(path: string, query: Record<string, unknown> = {}): Promise<T[]> {
    const found: T[] = [];
    for (;;) {
      const page = await this.call<{ count: number; data: T[] }>('GET', path, undefined, { ...query, take: pageSize, skip: found.length });
      found.push(...page.data);
      if (page.data.length === 0 || found.length >= page.count) return found;
    }
  }
}
