/** Under this reason test calls stand in the record, and by it they are told from what people asked. */
export const testReason = 'connection test'
