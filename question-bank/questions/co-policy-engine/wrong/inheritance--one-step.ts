export class PolicyEngine {
  readonly #roles: Map<string, Role>;

  constructor(policy: Policy) {
    this.#roles = new Map(policy.roles.map((role) => [role.id, role]));
  }

  decide(subject: Subject, verb: string, resource: Resource): Decision {
    const matching = this.#grantsIn(subject, resource.tenant).filter((grant) => matches(grant, subject, verb, resource));
    const deny = firstById(matching.filter((grant) => grant.effect === 'deny'));
    if (deny) return { allow: false, because: deny.id };
    const allow = firstById(matching.filter((grant) => grant.effect === 'allow'));
    return { allow: allow !== null, because: allow?.id ?? null };
  }

  /**
   * Every grant that the subject holds in a tenant. The tenant is settled by the assignment, before the walk begins, so
   * nothing that is inherited can lead out of it. Each role is visited once.
   */
  #grantsIn(subject: Subject, tenant: string): Grant[] {
    const open = subject.assignments
      .filter((assignment) => assignment.tenant === '*' || assignment.tenant === tenant)
      .map((assignment) => assignment.role);
    const visited = new Set<string>();
    const grants: Grant[] = [];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const role = this.#roles.get(id);
      if (!role || visited.has(id)) continue;
      visited.add(id);
      grants.push(...role.grants);
      if (subject.assignments.some((assignment) => assignment.role === id)) open.push(...role.inherits);
    }
    return grants;
  }
}

function matches(grant: Grant, subject: Subject, verb: string, resource: Resource): boolean {
  const [type, action] = grant.pattern.split(':');
  return (
    (type === '*' || type === resource.type) &&
    (action === '*' || action === verb) &&
    (grant.tenant === null || grant.tenant === resource.tenant) &&
    (!grant.ownerOnly || resource.ownerId === subject.id)
  );
}

function firstById(grants: Grant[]): Grant | null {
  let first: Grant | null = null;
  for (const grant of grants) if (first === null || grant.id < first.id) first = grant;
  return first;
}
