#!/bin/sh
# Miniflare starts this instead of workerd: the kernel ends workerd with its parent, so that kill -9 of the platform leaves
# neither a stray server on the port nor a second writer in the data folder.
exec setpriv --pdeathsig KILL -- "$BURSTFLARE_WORKERD" "$@"
