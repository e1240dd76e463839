/**
 * What a link does for the person it was made for: they set their password, or sign in once without any, for when
 * the operator's provider is away.
 */
export type LinkPurpose = 'set_password' | 'sign_in'

/** How long a link works: until Monday where it was made on a Friday; a quarter of an hour where it stands for a password. */
export const linkHours: Record<LinkPurpose, number> = { set_password: 72, sign_in: 0.25 }
