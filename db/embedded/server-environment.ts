/** What PostgreSQL's programs see of our environment: nothing of ours. (NODE_ENV is there because its type asks for it.) */
export const serverEnvironment = {
  PATH: '/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
  NODE_ENV: 'production',
} as const;
