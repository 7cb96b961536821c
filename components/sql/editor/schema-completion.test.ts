import { describe, expect, it } from 'vitest';
import type { SchemaTable } from '../../../domain/sql/wire.ts';
import { aliasesIn, completionsAt } from './schema-completion.ts';

const table = (name: string, columns: string[]): SchemaTable => ({
  schema: 'public',
  name,
  kind: 'table',
  estimatedRows: 0,
  bytes: 0,
  columns: columns.map((column) => ({ name: column, type: 'bigint', nullable: false, default: null })),
  indexes: [],
  constraints: [],
});
const tables = [table('orders', ['id', 'placed_at']), table('customers', ['id', 'email'])];
const labels = (text: string) => completionsAt(text, text.length, tables).map((one) => one.label);

// Guarantee: what is offered behind a point belongs to the table that is meant.
describe('completion', () => {
  it('offers the columns of a table or its alias behind a point', () => {
    expect(labels('select orders.')).toEqual(['id', 'placed_at']);
    const text = 'select c. from customers c join orders as o on true';
    expect(completionsAt(text, 'select c.'.length, tables).map((one) => one.label)).toEqual(['id', 'email']);
    expect(labels('select nothing.')).toEqual([]);
  });

  it('offers tables, columns once, and the words of SQL elsewhere', () => {
    const all = labels('select ');
    expect(all).toEqual(expect.arrayContaining(['orders', 'customers', 'email', 'select']));
    expect(all.filter((label) => label === 'id')).toHaveLength(1);
  });

  it('takes no word of SQL for an alias', () => {
    expect([...aliasesIn('select * from orders where id in (select id from customers limit 1)')]).toEqual([]);
    expect(aliasesIn('update orders o set x = 1').get('o')).toBe('orders');
  });
});
