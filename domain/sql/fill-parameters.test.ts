import { describe, expect, it } from 'vitest';
import { fillParameters } from './fill-parameters.ts';

const tenant = { name: 'tenant', type: 'bigint', value: '7' };

// Guarantee: a parameter is a value wherever it is written, never text that becomes SQL.
describe('parameters of a statement', () => {
  it('become typed literals', () => {
    expect(fillParameters('select * from t where tenant = :tenant', [tenant]).sql).toBe(
      "select * from t where tenant = '7'::bigint",
    );
    expect(fillParameters(':tenant', [{ ...tenant, value: null }]).sql).toBe('null::bigint');
  });

  it('cannot leave their quotes', () => {
    expect(fillParameters(':tenant', [{ ...tenant, value: "1' or 'a'='a" }]).sql).toBe(
      "'1'' or ''a''=''a'::bigint",
    );
    expect(fillParameters(':tenant', [{ ...tenant, value: "\\' or 1=1 --" }]).sql).toBe(
      "E'\\\\'' or 1=1 --'::bigint",
    );
  });

  it('are not found in casts, quotes, comments and slices', () => {
    const text = `select a::text, ':tenant', ":tenant", $$:tenant$$, b[1:2] -- :tenant\n/* :tenant */ from t`;
    expect(fillParameters(text, [tenant])).toMatchObject({ sql: text, unknown: [] });
  });

  it('that nobody declared are named', () => {
    expect(fillParameters('select :other, :tenant', [tenant]).unknown).toEqual(['other']);
  });

  it('keep the places of what stands behind them', () => {
    const text = 'select :tenant, oops, :tenant, again';
    const filled = fillParameters(text, [tenant]);
    for (const word of ['oops', 'again', 'select']) {
      expect(filled.originalOffset(filled.sql.indexOf(word))).toBe(text.indexOf(word));
    }
    expect(filled.originalOffset(filled.sql.indexOf('7'))).toBe(text.indexOf(':tenant'));
  });
});
