// Loaded into every child before its own code, with `node --import`: whoever started it may be killed with -9. What
// the child starts inherits the option, and must be left alone: unreferenced, its own channel would not keep it alive.
if (process.env['STATUSDESK_STARTER'] === String(process.ppid)) {
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM')
    setTimeout(() => process.exit(1), 5000).unref()
  })
  process.channel?.unref()
}
