// Loaded into every child before its own code, with `node --import`: whoever started it may be killed with -9.
process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.exit(1), 5000).unref()
})
process.channel?.unref()
