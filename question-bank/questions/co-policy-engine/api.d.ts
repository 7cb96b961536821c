interface Grant {
  id: string;
  effect: 'allow' | 'deny';
  /** `type:verb`; each of the two may be `*`. */
  pattern: string;
  /** The only tenant it is about; null for every tenant. */
  tenant: string | null;
  ownerOnly: boolean;
}

interface Role {
  id: string;
  inherits: string[];
  grants: Grant[];
}

interface Policy {
  roles: Role[];
}

interface Subject {
  id: string;
  /** `tenant` may be `*`. */
  assignments: Array<{ role: string; tenant: string }>;
}

interface Resource {
  type: string;
  tenant: string;
  ownerId: string | null;
}

interface Decision {
  allow: boolean;
  because: string | null;
}
