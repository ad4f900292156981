using TorchSharp;

using var x = torch.ones(3, 3);
Console.WriteLine(x.sum().item<float>());
Console.WriteLine(OpenCvSharp.Cv2.GetVersionString());
