export class PolicyEngine {
  policy: Policy;

  constructor(policy: Policy) {
    this.policy = policy;
  }

  decide(subject: Subject, verb: string, resource: Resource): Decision {
    return { allow: false, because: null };
  }
}
