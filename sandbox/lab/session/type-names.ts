import type { Admin } from '../database/admin.ts';

/** Names of the types in result columns; those of the system are the same in all databases. */
export class TypeNames {
  readonly #admin: Admin;
  readonly #known = new Map<string, string>();

  constructor(admin: Admin) {
    this.#admin = admin;
  }

  async get(types: readonly { typeOid: number; typeModifier: number }[]): Promise<string[]> {
    const keys = types.map(({ typeOid, typeModifier }) => `${typeOid}, ${typeModifier}`);
    const missing = [...new Set(keys)].filter((key) => !this.#known.has(key));
    if (missing.length > 0) {
      const values = missing.map((key) => `(${key})`).join(', ');
      const rows = await this.#admin.query(
        `select oid, modifier, format_type(oid::oid, modifier) from (values ${values}) as asked (oid, modifier)`,
      );
      // Types that a candidate has made are unknown here, and stand as `???`.
      for (const [oid, modifier, name] of rows) {
        this.#known.set(
          `${oid}, ${modifier}`,
          name === null || name === '???' ? 'user-defined' : (name ?? ''),
        );
      }
    }
    return keys.map((key) => this.#known.get(key) ?? 'unknown');
  }
}
