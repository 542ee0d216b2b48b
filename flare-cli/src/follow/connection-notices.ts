// Owns what a person reads about the connection of a stream: that it was lost, and that it is back,
// once for each outage.
import type { FollowState } from '@burstflare/sdk';

export function connectionNotices(say: (text: string) => void): (state: FollowState) => void {
  let isLost = false;
  return (state) => {
    if (state === 'reconnecting' && !isLost) {
      isLost = true;
      say('The connection was lost; reconnecting.');
    } else if (state === 'open' && isLost) {
      isLost = false;
      say('Connected again.');
    }
  };
}
