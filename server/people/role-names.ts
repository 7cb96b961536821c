import type { Role } from '../../domain/access.ts';

export const roles = ['administrator', 'hiring-manager', 'interviewer'] as const satisfies readonly Role[];

export const roleNames: Record<Role, string> = {
  administrator: 'Administrator',
  'hiring-manager': 'Hiring manager',
  interviewer: 'Interviewer',
};

export const roleDuties: Record<Role, string> = {
  administrator: 'Looks after people, every position and the system.',
  'hiring-manager': 'Creates positions, invites, reads reports and decides, for their own positions.',
  interviewer: 'Rates the attempts that are assigned to them.',
};
