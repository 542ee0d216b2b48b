#!/bin/sh
# Miniflare starts this instead of workerd: the kernel ends workerd with its parent, so that kill -9 of the platform leaves
# neither a stray server on the port nor a second writer in the data folder. A session of its own keeps a terminal's Ctrl-C from
# ending workerd before the platform has stopped what uses it.
exec setpriv --pdeathsig KILL -- setsid "$BURSTFLARE_WORKERD" "$@"
