import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { dryRunField, logRequestsField } from './fields';
import type { Operation, Resource } from './operation';

function byName(a: INodePropertyOptions, b: INodePropertyOptions): number {
  return a.name.localeCompare(b.name, 'en');
}

function shownFor(resource: Resource, operation: Operation, field: INodeProperties): INodeProperties {
  const own = field.displayOptions?.show ?? {};
  const show = { resource: [resource.value], operation: [operation.value], ...own };
  return Object.assign({}, field, { displayOptions: { ...field.displayOptions, show } });
}

function asOption(operation: Operation): INodePropertyOptions {
  const { action, description, name, value } = operation;
  return { name, value, action, description };
}

/** The first of a list is its default; the linter reads only literals, hence the second step. */
function startingWith(value: string | undefined, field: INodeProperties): INodeProperties {
  return Object.assign({}, field, { default: value ?? '' });
}

function operationField(resource: Resource): INodeProperties {
  const options: INodePropertyOptions[] = resource.operations.map(asOption);
  const field: INodeProperties = {
    displayName: 'Operation',
    name: 'operation',
    type: 'options',
    noDataExpression: true,
    displayOptions: { show: { resource: [resource.value] } },
    options: options.sort(byName),
    default: '',
  };
  return startingWith(resource.operations[0]?.value, field);
}

/** The node's properties: resource, operation, and each operation's fields shown for it alone. */
export function propertiesOf(resources: readonly Resource[]): INodeProperties[] {
  const resourceField: INodeProperties = {
    displayName: 'Resource',
    name: 'resource',
    type: 'options',
    noDataExpression: true,
    options: resources.map(({ name, value }) => ({ name, value })).sort(byName),
    default: '',
  };
  const fields = resources.flatMap((resource) =>
    resource.operations.flatMap((operation) => {
      const own = operation.kind === 'write' ? [...operation.fields, dryRunField] : operation.fields;
      const all = operation.kind === 'file' ? own : [...own, logRequestsField];
      return all.map((field) => shownFor(resource, operation, field));
    }),
  );
  return [startingWith(resources[0]?.value, resourceField), ...resources.map(operationField), ...fields];
}
