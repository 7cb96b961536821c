import type { Role } from '../../domain/access.ts';

/** The demo's staff. Passwords are random per data folder and printed at start; production refuses these accounts. */
export const demoPeople: readonly { key: string; name: string; email: string; roles: Role[] }[] = [
  { key: 'administrator', name: 'Noor Haddad', email: 'admin@plumbline.example', roles: ['administrator'] },
  { key: 'manager', name: 'Camille Osei', email: 'manager@plumbline.example', roles: ['hiring-manager'] },
  { key: 'ruben', name: 'Ruben Achterberg', email: 'ruben@plumbline.example', roles: ['interviewer'] },
  { key: 'shreya', name: 'Shreya Iyer', email: 'shreya@plumbline.example', roles: ['interviewer'] },
  {
    key: 'tove',
    name: 'Tove Lindqvist',
    email: 'tove@plumbline.example',
    roles: ['interviewer', 'hiring-manager'],
  },
];
