/**
 * What a link does for the person it was made for: they set their password, or sign in once without any, for when
 * the operator's provider is away.
 */
export type LinkPurpose = 'set_password' | 'sign_in'
