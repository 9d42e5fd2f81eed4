import { bytes32, list, message, str, uint8 } from '@salvia/streamable';
import { ProofOfSpace, publicKey, signature } from '../records/index.ts';

/*
 * Between farmer and harvester (network 2.4). `plotId` is the harvester's name for a plot: its file's path.
 */

export const HarvesterHandshake = message('HarvesterHandshake', {
  farmerPublicKeys: list(publicKey),
  poolPublicKeys: list(publicKey),
});

export const NewChallenge = message('NewChallenge', { challengeHash: bytes32 });

export const ChallengeResponse = message('ChallengeResponse', {
  challengeHash: bytes32,
  plotId: str,
  responseNumber: uint8,
  qualityString: bytes32,
  plotSize: uint8,
});

export const RequestProofOfSpace = message('RequestProofOfSpace', {
  challengeHash: bytes32,
  plotId: str,
  responseNumber: uint8,
});

export const RespondProofOfSpace = message('RespondProofOfSpace', {
  plotId: str,
  responseNumber: uint8,
  proof: ProofOfSpace,
});

export const RequestSignature = message('RequestSignature', { plotId: str, message: bytes32 });

export const RespondSignature = message('RespondSignature', {
  plotId: str,
  message: bytes32,
  localPk: publicKey,
  farmerPk: publicKey,
  messageSignature: signature,
});
