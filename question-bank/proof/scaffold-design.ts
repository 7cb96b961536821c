/** A small system that loads and is proven by its own files. Texts to replace are marked. */

const designYaml = `# Runs of the candidate use the first seed; grading uses the others, which no browser receives.
seed: 1
gradedSeeds: [101, 202, 303]
palette: [balancer, service, cache, sql, replica, queue, worker]
fixed: [clients]
note: "TODO: say what is the bottleneck, what is given up, and what is lost when a part fails."
scenario:
  flows:
    - id: read
      title: "TODO: reads"
      operation: read
      deadlineMs: 1000
      needs: [sql]
      # Milliseconds of work at each kind of component.
      work: {service: 8, sql: 4}
  profiles:
    - {id: steady, title: Steady, seconds: 240, traffic: {read: 300}}
    - {id: peak, title: Peak, seconds: 240, traffic: {read: [[0, 300], [60, 900], [240, 900]]}}
    - id: failure
      title: Zone lost
      seconds: 240
      traffic: {read: 600}
      events:
        - {at: 90, kind: zone-lost, zone: a, title: "Zone a is lost"}
objectives:
  - id: peak-fast
    title: "TODO: reads are quick at the peak"
    group: slo
    profile: peak
    measure: {kind: latency, flow: read, quantile: 0.99}
    limit: 250
  - id: peak-served
    title: "TODO: reads are answered at the peak"
    group: slo
    profile: peak
    measure: {kind: availability, flow: read}
    limit: 99
  - id: zone-served
    title: "TODO: reads are answered a minute after a zone was lost"
    group: failure
    profile: failure
    measure: {kind: availability, flow: read}
    window: [160, 240]
    limit: 98
  - id: cheap
    title: "TODO: what it may cost a month"
    group: cost
    profile: steady
    measure: {kind: cost}
    limit: 4000
`;

const startYaml = `components:
  - {id: clients, kind: clients, label: Clients}
  - {id: balancer, kind: balancer, label: Balancer}
  - {id: api, kind: service, label: api, settings: {replicas: 2, vcpu: 1, zones: "1"}}
  - {id: db, kind: sql, label: Database, settings: {vcpu: 2}}
connections:
  - {from: clients, to: balancer}
  - {from: balancer, to: api}
  - {from: api, to: db}
`;

const referenceYaml = `from: start
change:
  - {id: api, settings: {replicas: 9, vcpu: 2, zones: "3"}}
  - {id: db, settings: {vcpu: 12, standby: sync}}
note: |
  TODO: the note of somebody who raises the team's level.
`;

const changed = (change: string) => `from: reference\nchange:\n  - ${change}\n`;

export const designScaffold: Record<string, string> = {
  'design.yaml': designYaml,
  'start.yaml': startYaml,
  'reference.yaml': referenceYaml,
  'wrong/peak-fast--small-database.yaml': changed('{id: db, settings: {vcpu: 3}}'),
  'wrong/peak-served--two-replicas.yaml': changed('{id: api, settings: {replicas: 2}}'),
  'wrong/zone-served--one-zone.yaml': changed('{id: api, settings: {zones: "1", replicas: 4}}'),
  'wrong/cheap--four-times-everything.yaml': changed('{id: api, settings: {replicas: 60, vcpu: 4}}'),
};
